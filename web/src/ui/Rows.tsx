import type { ReactNode } from "react";
import "./rows.css";

/** A list whose lines say what something is, what there is to know about it, and what can be done. */
export function Rows({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul className="rows" aria-label={label}>
      {children}
    </ul>
  );
}

interface RowProps {
  title: ReactNode;
  /** Below the title, smaller. */
  text?: ReactNode;
  /** Beside it; under it where there is no room. */
  facts?: ReactNode;
  actions?: ReactNode;
  /** Under all of it. */
  children?: ReactNode;
}

export function Row({ title, text, facts, actions, children }: RowProps) {
  return (
    <li className="row">
      <div className="row-main">
        <div className="row-title">{title}</div>
        {text !== undefined && <div className="row-text">{text}</div>}
      </div>
      {facts !== undefined && <div className="row-facts">{facts}</div>}
      {actions !== undefined && <div className="row-actions">{actions}</div>}
      {children !== undefined && children !== null && children !== false && <div className="row-more">{children}</div>}
    </li>
  );
}
