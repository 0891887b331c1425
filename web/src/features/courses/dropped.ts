/** Files that were dropped on the shelf of courses, on their way to the page where a course is made of them. */
let waiting: File[] = [];

export function hand(files: File[]): void {
  waiting = files;
}

export function take(): File[] {
  const files = waiting;
  waiting = [];
  return files;
}
