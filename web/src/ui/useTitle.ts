import { useEffect } from "react";

/** The page's name in the browser's tab, in the history, and as a screen reader says it first. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · TecnoCursos AI`;
  }, [title]);
}
