import type { ReactNode } from "react";

/** What may be wider than the screen: it is moved sideways, by the keyboard too. */
export function Wide({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no pointer could not scroll it
    <section className="report-scroll" aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
