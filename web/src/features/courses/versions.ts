/** `If-Match` of what was read in this version: nobody's change is written over unseen. */
export const ifMatch = (version: number) => ({ "If-Match": `"${version}"` });
