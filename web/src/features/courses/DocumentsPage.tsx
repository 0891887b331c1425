import { Button, Stack, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { DocumentSummary } from "../../api/types.gen";
import { useMay } from "../../lib/permissions";
import { EmptyState } from "../../ui/EmptyState";
import { PlusIcon, SearchIcon } from "../../ui/icons";
import { Page } from "../../ui/Page";
import { Pages } from "../../ui/Pages";
import "./courses.css";
import { DocumentCard } from "./DocumentCard";
import { documentsQuery, isRead } from "./queries";

const WAIT_MS = 1500;
const isWaiting = (document: DocumentSummary) => !isRead(document.latest);

/** What courses are made from, with all versions. */
export default function DocumentsPage() {
  const { t } = useTranslation("courses");
  const mayEdit = useMay("content:edit");
  const [typed, setTyped] = useState("");
  const [search] = useDebouncedValue(typed.trim(), 250);
  const [said, setSaid] = useState("");
  const list = useRef<HTMLDivElement>(null);
  const query = useInfiniteQuery({
    ...documentsQuery({ search: search || undefined }),
    refetchInterval: ({ state }) => (state.data?.pages.some((page) => page.items.some(isWaiting)) ? WAIT_MS : false),
  });
  const hasNone = query.data?.length === 0 && search === "";
  const addButton = mayEdit && (
    <Button component={Link} to="/new" leftSection={<PlusIcon />}>
      {t("shelf.new")}
    </Button>
  );
  return (
    <Page title={t("documents.title")} lead={t("documents.lead")} actions={hasNone ? undefined : addButton}>
      <Text role="status" size="sm" c="dimmed" hidden={said === ""} style={{ overflowWrap: "anywhere" }}>
        {said}
      </Text>
      {!hasNone && (
        <TextInput
          label={t("documents.search")}
          leftSection={<SearchIcon />}
          type="search"
          maxLength={100}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          maw={420}
        />
      )}
      <Stack ref={list} tabIndex={-1} role="region" aria-label={t("documents.title")} gap="sm">
        <Pages
          query={query}
          empty={
            search !== "" ? (
              <EmptyState title={t("shelf.nothingFound")} text={t("shelf.nothingFoundText")} />
            ) : (
              <EmptyState title={t("documents.empty")} text={t("documents.emptyText")}>
                {addButton}
              </EmptyState>
            )
          }
        >
          {(documents) =>
            documents.map((document) => (
              <DocumentCard
                key={document.id}
                document={document}
                onSaid={setSaid}
                onGone={(message) => {
                  setSaid(message);
                  list.current?.focus();
                }}
              />
            ))
          }
        </Pages>
      </Stack>
    </Page>
  );
}
