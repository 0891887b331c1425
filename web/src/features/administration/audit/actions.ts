/** What is recorded, by what it is about. An entry whose action is not here is shown by its own name. */
export const ACTIONS: Record<string, readonly string[]> = {
  sign_in: ["begun", "confirmed", "ended", "refused", "locked"],
  password: ["changed", "reset"],
  second_factor: ["turned_on", "turned_off", "refused"],
  backup_code: ["used"],
  backup_codes: ["renewed"],
  email: ["changed"],
  email_change: ["asked"],
  profile: ["changed"],
  person: ["disabled", "enabled"],
  member: ["joined", "role_changed", "state_changed", "removed", "left"],
  invitation: ["sent", "resent", "accepted", "revoked"],
  api_key: ["made", "revoked"],
  tenant: ["founded", "renamed", "state_changed"],
  document: ["created", "renamed", "version_added", "deleted"],
  project: [
    ...["created", "drafted", "changed", "reordered", "redesigned", "changes_applied", "restored", "duplicated"],
    ...["file_added", "file_removed", "files_changed", "published", "archived", "draft", "deleted"],
  ],
  scene: ["created", "changed", "deleted"],
  revision: ["kept", "named", "deleted"],
  render: ["asked", "cancelled", "retried", "published", "deleted"],
  comment: ["written", "edited", "resolved", "reopened", "deleted"],
  template: ["created", "changed", "deleted"],
  brand: ["created", "changed", "deleted"],
  lexicon: ["created", "changed", "deleted"],
  asset: ["added", "described", "rated", "ready", "failed", "deleted"],
  upload: ["begun", "finished", "terminated"],
  audit: ["exported"],
  realtime: ["broadcast"],
};

export const SUBJECTS = [
  ...["api_key", "asset", "audit", "brand", "comment", "document", "invitation", "lexicon", "member", "project"],
  ...["render", "revision", "sign_in", "template", "tenant", "upload", "user"],
] as const;
