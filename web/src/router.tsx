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

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

const root = createRootRouteWithContext<Context>()({
  component: Outlet,
  errorComponent: ({ error, reset }) => <TroublePage error={error} retry={reset} />,
  notFoundComponent: NotFoundPage,
});

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
const signUp = createRoute({
  getParentRoute: () => root,
  path: "/sign-up",
  component: lazyRouteComponent(() => import("./features/account/SignUpPage")),
});
const confirmSignUp = createRoute({
  getParentRoute: () => root,
  path: "/sign-up/confirm",
  component: lazyRouteComponent(() => import("./features/account/ConfirmSignUpPage")),
});
const forgotten = createRoute({
  getParentRoute: () => root,
  path: "/forgotten-password",
  component: lazyRouteComponent(() => import("./features/account/ForgottenPasswordPage")),
});
const passwordReset = createRoute({
  getParentRoute: () => root,
  path: "/password-reset",
  component: lazyRouteComponent(() => import("./features/account/PasswordResetPage")),
});
const emailChange = createRoute({
  getParentRoute: () => root,
  path: "/email-change",
  component: lazyRouteComponent(() => import("./features/account/EmailChangePage")),
});
const invitation = createRoute({
  getParentRoute: () => root,
  path: "/invitation",
  component: lazyRouteComponent(() => import("./features/account/InvitationPage")),
});

/** Everything below is for people who are signed in. */
const pagesInside = () => import("./inside");
const page = (name: Exclude<keyof typeof import("./inside"), "administrationPages">) =>
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
const projects = createRoute({
  getParentRoute: () => inside,
  path: "/",
  component: page("projectsPage"),
});
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
const project = createRoute({
  getParentRoute: () => inside,
  path: "/projects/$projectId",
  component: page("projectPage"),
});
const changes = createRoute({
  getParentRoute: () => inside,
  path: "/projects/$projectId/changes",
  component: page("changesPage"),
});
const documents = createRoute({
  getParentRoute: () => inside,
  path: "/documents",
  component: page("documentsPage"),
});
const library = createRoute({
  getParentRoute: () => inside,
  path: "/library",
  component: page("libraryPage"),
});
const brands = createRoute({
  getParentRoute: () => inside,
  path: "/brands",
  component: page("brandsPage"),
});
const brand = createRoute({
  getParentRoute: () => inside,
  path: "/brands/$brandId",
  component: page("brandPage"),
});
const lexicons = createRoute({
  getParentRoute: () => inside,
  path: "/lexicons",
  component: page("lexiconsPage"),
});
const lexicon = createRoute({
  getParentRoute: () => inside,
  path: "/lexicons/$lexiconId",
  component: page("lexiconPage"),
});
const account = createRoute({
  getParentRoute: () => inside,
  path: "/account",
  component: page("accountPage"),
});
const administration = createRoute({
  getParentRoute: () => inside,
  path: "/administration",
  component: page("administrationPage"),
});
const administrationPages = async () => (await pagesInside()).administrationPages();
const administrationHome = createRoute({
  getParentRoute: () => administration,
  path: "/",
  beforeLoad: async ({ context }) => {
    const { areasOf } = await import("./features/administration/areas");
    const [first] = areasOf(await context.queries.ensureQueryData(accountQuery));
    throw redirect({ to: first?.to ?? "/", replace: true });
  },
});
const members = createRoute({
  getParentRoute: () => administration,
  path: "/members",
  component: lazyRouteComponent(administrationPages, "MembersPage"),
});
const invitations = createRoute({
  getParentRoute: () => administration,
  path: "/invitations",
  component: lazyRouteComponent(administrationPages, "InvitationsPage"),
});
const keys = createRoute({
  getParentRoute: () => administration,
  path: "/keys",
  component: lazyRouteComponent(administrationPages, "KeysPage"),
});
const usage = createRoute({
  getParentRoute: () => administration,
  path: "/usage",
  component: lazyRouteComponent(administrationPages, "UsagePage"),
});
const jobs = createRoute({
  getParentRoute: () => administration,
  path: "/jobs",
  component: lazyRouteComponent(administrationPages, "JobsPage"),
});
const audit = createRoute({
  getParentRoute: () => administration,
  path: "/audit",
  component: lazyRouteComponent(administrationPages, "AuditPage"),
});
const health = createRoute({
  getParentRoute: () => administration,
  path: "/health",
  component: lazyRouteComponent(administrationPages, "HealthPage"),
});
const announcements = createRoute({
  getParentRoute: () => administration,
  path: "/announcements",
  component: lazyRouteComponent(administrationPages, "AnnouncementsPage"),
});
const tenant = createRoute({
  getParentRoute: () => administration,
  path: "/tenant",
  component: lazyRouteComponent(administrationPages, "TenantPage"),
});
const watch = createRoute({
  getParentRoute: () => root,
  path: "/watch",
  component: lazyRouteComponent(() => import("./features/watch/WatchPage")),
});

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
