import type { JobDetails } from "../../../api/types.gen";
import type { Tone } from "../../../ui/Tag";

export const JOB_STATES: readonly JobDetails["state"][] = [
  "queued",
  "running",
  "succeeded",
  "failed",
  "dead",
  "cancelled",
];

/** Those that a person's deeds bring about. */
export const JOB_NAMES = [
  "studio.render_project",
  "studio.draft_project",
  "studio.redesign_project",
  "studio.propose_changes",
  "studio.draw_version",
  "documents.read_version",
  "library.process_asset",
  "files.finish_upload",
  "accounts.send_mail",
] as const;

export const JOB_TONES: Record<JobDetails["state"], Tone> = {
  queued: "plain",
  running: "news",
  succeeded: "good",
  failed: "bad",
  dead: "bad",
  cancelled: "plain",
};
