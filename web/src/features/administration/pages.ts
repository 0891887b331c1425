/** The pages of the administration, loaded together: each by itself would be a name more in what every page loads first. */
export { default as AuditPage } from "./audit/AuditPage";
export { default as HealthPage } from "./health/HealthPage";
export { default as JobsPage } from "./jobs/JobsPage";
export { default as KeysPage } from "./keys/KeysPage";
export { default as InvitationsPage } from "./members/InvitationsPage";
export { default as MembersPage } from "./members/MembersPage";
export { default as AnnouncementsPage } from "./tenant/AnnouncementsPage";
export { default as TenantPage } from "./tenant/TenantPage";
export { default as UsagePage } from "./usage/UsagePage";
