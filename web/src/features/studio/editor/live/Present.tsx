/** Who else has this course open. */
export function Present() {
  return null;
}
