/** The token of a mail's link stands after `#`, which browsers send to no server; it leaves the address bar at once. */
export function takeLinkToken(): string | null {
  const token = new URLSearchParams(window.location.hash.slice(1)).get("token");
  if (token !== null) window.history.replaceState(window.history.state, "", window.location.pathname);
  return token;
}
