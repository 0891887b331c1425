/** What may be dropped to make a course of it, told apart before a byte is sent. The server looks at the content. */
export const DOCUMENT_SUFFIXES = [".pptx", ".pdf", ".docx", ".md", ".markdown", ".txt"] as const;
export const COURSE_SUFFIX = ".json";

export type Refusal = "none" | "several" | "folder" | "old" | "type" | "empty" | "large";

type Dropped =
  | { kind: "document"; file: File }
  /** A course that was written elsewhere, with the pictures and sounds that it names. */
  | { kind: "course"; course: File; media: File[] }
  | { kind: "refused"; why: Refusal; name: string };

/** Formats of programs that can save one of the known ones. */
const OLD = /\.(ppt|pps|doc|odp|odt|key|rtf|pages)$/i;

function suffix(name: string): string {
  const at = name.lastIndexOf(".");
  return at < 0 ? "" : name.slice(at).toLowerCase();
}

/** `largest` in bytes: what the organisation may send; undefined while it is not known. */
export function sortDropped(files: readonly File[], largest?: number): Dropped {
  const courses = files.filter((file) => suffix(file.name) === COURSE_SUFFIX);
  const [course] = courses;
  if (course !== undefined && courses.length === 1) {
    return { kind: "course", course, media: files.filter((file) => file !== course) };
  }
  const [file] = files;
  if (file === undefined) return { kind: "refused", why: "none", name: "" };
  if (files.length > 1) return { kind: "refused", why: "several", name: "" };
  const refuse = (why: Refusal): Dropped => ({ kind: "refused", why, name: file.name });
  if (OLD.test(file.name)) return refuse("old");
  if (!(DOCUMENT_SUFFIXES as readonly string[]).includes(suffix(file.name))) return refuse("type");
  if (file.size === 0) return refuse("empty");
  if (largest !== undefined && file.size > largest) return refuse("large");
  return { kind: "document", file };
}
