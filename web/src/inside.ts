/** Where the pages for people who are signed in are: apart, since the list of their files is long, and others do without. */
export const texts = import.meta.glob<Record<string, unknown>>(
  ["./locales/*/*.json", "!./locales/*/{account,common,watch}.json"],
  { import: "default" },
);
export const frame = () => import("./ui/Frame");
export const projectsPage = () => import("./features/courses/ProjectsPage");
export const newCoursePage = () => import("./features/courses/NewCoursePage");
export const projectPage = () => import("./features/studio/editor/ProjectPage");
export const changesPage = () => import("./features/courses/ChangesPage");
export const documentsPage = () => import("./features/courses/DocumentsPage");
export const libraryPage = () => import("./features/library/LibraryPage");
export const brandsPage = () => import("./features/brands/BrandsPage");
export const brandPage = () => import("./features/brands/BrandPage");
export const lexiconsPage = () => import("./features/lexicons/LexiconsPage");
export const lexiconPage = () => import("./features/lexicons/LexiconPage");
export const supportPage = () => import("./features/support/SupportPage");
export const accountPage = () => import("./features/account/AccountPage");
export const administrationPage = () => import("./features/administration/AdministrationPage");
export const administrationPages = () => import("./features/administration/pages");
