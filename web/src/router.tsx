/** The table of contents of the app. Each area is loaded when somebody goes there. */
import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import type { ComponentType } from "react";
import { addTexts } from "./lib/i18n";
import { accountQuery, setupQuery } from "./lib/session";
import { NotFoundPage, TroublePage } from "./ui/TroublePage";

interface Context {
  queries: QueryClient;
}

interface NewCourseSearch {
  document?: string;
  version?: number;
  project?: string;
  job?: string;
}

interface SupportSearch {
  conversation?: string;
  customer?: string;
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

const root = createRootRouteWithContext<Context>()({
  component: Outlet,
  errorComponent: ({ error, reset }) => <TroublePage error={error} retry={reset} />,
  notFoundComponent: NotFoundPage,
});

/** A page for people who are not signed in, or whoever they are. */
function pageOutside<Path extends string>(path: Path, load: () => Promise<{ default: ComponentType }>) {
  return createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(load) });
}

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: (search: Record<string, unknown>): { next?: string } =>
    typeof search.next === "string" && search.next.startsWith("/") && !search.next.startsWith("//")
      ? { next: search.next }
      : {},
  beforeLoad: async ({ context }) => {
    if ((await context.queries.ensureQueryData(setupQuery)).is_needed) throw redirect({ to: "/setup" });
  },
  component: lazyRouteComponent(() => import("./features/account/SignInPage")),
});
const setup = createRoute({
  getParentRoute: () => root,
  path: "/setup",
  beforeLoad: async ({ context }) => {
    if (!(await context.queries.ensureQueryData(setupQuery)).is_needed) throw redirect({ to: "/sign-in" });
  },
  component: lazyRouteComponent(() => import("./features/account/SetupPage")),
});
const signUp = pageOutside("/sign-up", () => import("./features/account/SignUpPage"));
const confirmSignUp = pageOutside("/sign-up/confirm", () => import("./features/account/ConfirmSignUpPage"));
const forgotten = pageOutside("/forgotten-password", () => import("./features/account/ForgottenPasswordPage"));
const passwordReset = pageOutside("/password-reset", () => import("./features/account/PasswordResetPage"));
const emailChange = pageOutside("/email-change", () => import("./features/account/EmailChangePage"));
const invitation = pageOutside("/invitation", () => import("./features/account/InvitationPage"));
const watch = pageOutside("/watch", () => import("./features/watch/WatchPage"));

/** Everything below is for people who are signed in. */
const pagesInside = async () => {
  const { texts, ...pages } = await import("./inside");
  addTexts(texts);
  return pages;
};
const page = (name: Exclude<keyof typeof import("./inside"), "administrationPages" | "texts">) =>
  lazyRouteComponent(async () => (await pagesInside())[name]());
const inside = createRoute({
  getParentRoute: () => root,
  id: "inside",
  beforeLoad: async ({ context, location }) => {
    // On its way while one asks who it is.
    pagesInside().catch(() => undefined);
    if ((await context.queries.ensureQueryData(accountQuery)) !== null) return;
    if ((await context.queries.ensureQueryData(setupQuery)).is_needed) throw redirect({ to: "/setup" });
    throw redirect({ to: "/sign-in", search: location.href === "/" ? {} : { next: location.href } });
  },
  component: page("frame"),
});
function pageInside<Path extends string>(path: Path, name: Parameters<typeof page>[0]) {
  return createRoute({ getParentRoute: () => inside, path, component: page(name) });
}

const projects = pageInside("/", "projectsPage");
const newProject = createRoute({
  getParentRoute: () => inside,
  path: "/new",
  // How far one is: what was sent, and what is being made of it.
  validateSearch: (search: Record<string, unknown>): NewCourseSearch => ({
    document: textOf(search.document),
    version: typeof search.version === "number" ? search.version : undefined,
    project: textOf(search.project),
    job: textOf(search.job),
  }),
  component: page("newCoursePage"),
});
const project = pageInside("/projects/$projectId", "projectPage");
const changes = pageInside("/projects/$projectId/changes", "changesPage");
const documents = pageInside("/documents", "documentsPage");
const library = pageInside("/library", "libraryPage");
const brands = pageInside("/brands", "brandsPage");
const brand = pageInside("/brands/$brandId", "brandPage");
const lexicons = pageInside("/lexicons", "lexiconsPage");
const lexicon = pageInside("/lexicons/$lexiconId", "lexiconPage");
const support = createRoute({
  getParentRoute: () => inside,
  path: "/support",
  beforeLoad: ({ location }) => {
    if (location.pathname.replace(/\/$/, "") === "/support")
      throw redirect({ to: "/support/$area", params: { area: "inbox" }, replace: true });
  },
});
const supportArea = createRoute({
  getParentRoute: () => support,
  path: "/$area",
  // What is open in it.
  validateSearch: (search: Record<string, unknown>): SupportSearch => ({
    conversation: textOf(search.conversation),
    customer: textOf(search.customer),
  }),
  component: page("supportPage"),
});
const account = pageInside("/account", "accountPage");
const administration = pageInside("/administration", "administrationPage");
const administrationPages = async () => (await pagesInside()).administrationPages();
type AdministrationPages = typeof import("./features/administration/pages");
function administrationPage<Path extends string>(path: Path, name: keyof AdministrationPages) {
  return createRoute({
    getParentRoute: () => administration,
    path,
    component: lazyRouteComponent(administrationPages, name),
  });
}

const administrationHome = createRoute({
  getParentRoute: () => administration,
  path: "/",
  beforeLoad: async ({ context }) => {
    const { areasOf } = await import("./features/administration/areas");
    const [first] = areasOf(await context.queries.ensureQueryData(accountQuery));
    throw redirect({ to: first?.to ?? "/", replace: true });
  },
});
const members = administrationPage("/members", "MembersPage");
const invitations = administrationPage("/invitations", "InvitationsPage");
const keys = administrationPage("/keys", "KeysPage");
const usage = administrationPage("/usage", "UsagePage");
const jobs = administrationPage("/jobs", "JobsPage");
const audit = administrationPage("/audit", "AuditPage");
const health = administrationPage("/health", "HealthPage");
const announcements = administrationPage("/announcements", "AnnouncementsPage");
const tenant = administrationPage("/tenant", "TenantPage");

const tree = root.addChildren([
  signIn,
  setup,
  signUp,
  confirmSignUp,
  forgotten,
  passwordReset,
  emailChange,
  invitation,
  watch,
  inside.addChildren([
    projects,
    newProject,
    project,
    changes,
    documents,
    library,
    brands,
    brand,
    lexicons,
    lexicon,
    support.addChildren([supportArea]),
    account,
    administration.addChildren([
      administrationHome,
      members,
      invitations,
      keys,
      usage,
      jobs,
      audit,
      health,
      announcements,
      tenant,
    ]),
  ]),
]);

export function createAppRouter(queries: QueryClient) {
  return createRouter({ routeTree: tree, context: { queries }, defaultPreload: "intent", scrollRestoration: true });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
