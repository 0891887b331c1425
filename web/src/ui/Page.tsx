import { Container } from "@mantine/core";
import type { ReactNode } from "react";
import { Section } from "./Section";

interface Props {
  title: string;
  lead?: string;
  /** Stands beside the title: the page's main button. */
  actions?: ReactNode;
  /** For long lines of a table. */
  isWide?: boolean;
  children: ReactNode;
}

/** A page for people who are signed in: what it is, what can be done, what there is. */
export function Page({ isWide = false, ...section }: Props) {
  return (
    <Container size={isWide ? 1600 : 1200} px={{ base: "md", sm: "lg" }} py="lg">
      <Section {...section} />
    </Container>
  );
}
