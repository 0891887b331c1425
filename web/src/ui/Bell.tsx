/** Notifications of the signed-in person. */
export function Bell() {
  return null;
}
