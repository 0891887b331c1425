import { Button, Group, SegmentedControl, Select, Stack, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ProjectSummary } from "../../api/types.gen";
import { useMay } from "../../lib/permissions";
import { EmptyState } from "../../ui/EmptyState";
import { PlusIcon, SearchIcon } from "../../ui/icons";
import { Page } from "../../ui/Page";
import { Pages } from "../../ui/Pages";
import { CourseCard } from "./CourseCard";
import "./courses.css";
import { DropArea } from "./DropArea";
import { hand } from "./dropped";
import { type ProjectFilter, projectsQuery } from "./queries";

const STATES = ["all", "draft", "published", "archived"] as const;
const SORTS = ["-updated_at", "-created_at", "created_at", "title", "-title"] as const;
const WAIT_MS = 1500;

const isDrafting = (project: ProjectSummary) => project.drafting === "waiting";

/** The shelf: all courses of the organisation, and the way to a new one. */
export default function ProjectsPage() {
  const { t } = useTranslation("courses");
  const navigate = useNavigate();
  const mayEdit = useMay("content:edit");
  const [typed, setTyped] = useState("");
  const [search] = useDebouncedValue(typed.trim(), 250);
  const [state, setState] = useState<(typeof STATES)[number]>("all");
  const [sort, setSort] = useState<NonNullable<ProjectFilter["sort"]>>("-updated_at");
  const [said, setSaid] = useState("");
  const heading = useRef<HTMLDivElement>(null);
  const filter = { search: search || undefined, state: state === "all" ? undefined : state, sort };
  const query = useInfiniteQuery({
    ...projectsQuery(filter),
    refetchInterval: ({ state: read }) =>
      read.data?.pages.some((page) => page.items.some(isDrafting)) ? WAIT_MS : false,
  });

  function start(files: File[]) {
    hand(files);
    void navigate({ to: "/new" });
  }

  /** The card that had the focus is gone. */
  function onGone(message: string) {
    setSaid(message);
    heading.current?.focus();
  }

  const isFiltered = search !== "" || state !== "all";
  const empty = isFiltered ? (
    <EmptyState title={t("shelf.nothingFound")} text={t("shelf.nothingFoundText")} />
  ) : mayEdit ? (
    <DropArea title={t("shelf.emptyTitle")} text={t("shelf.emptyText")} takesCourses onFiles={start}>
      <Button component={Link} to="/new" variant="subtle">
        {t("shelf.otherWays")}
      </Button>
    </DropArea>
  ) : (
    <EmptyState title={t("shelf.emptyReader")} text={t("shelf.emptyReaderText")} />
  );
  const hasNone = query.data?.length === 0 && !isFiltered;

  return (
    <Page
      title={t("shelf.title")}
      isWide
      actions={
        mayEdit && (
          <Button component={Link} to="/new" leftSection={<PlusIcon />}>
            {t("shelf.new")}
          </Button>
        )
      }
    >
      <Text role="status" size="sm" c="dimmed" hidden={said === ""} style={{ overflowWrap: "anywhere" }}>
        {said}
      </Text>
      {!hasNone && (
        <Group gap="sm" align="end">
          <TextInput
            label={t("shelf.search")}
            placeholder={t("shelf.searchExample")}
            leftSection={<SearchIcon />}
            type="search"
            maxLength={100}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            style={{ flex: "1 1 240px" }}
          />
          <Select
            label={t("shelf.sort")}
            data={SORTS.map((value) => ({ value, label: t(`shelf.sorts.${value}`) }))}
            value={sort}
            onChange={(value) => value !== null && setSort(value as typeof sort)}
            allowDeselect={false}
            w={{ base: "100%", xs: 210 }}
          />
          <SegmentedControl
            aria-label={t("shelf.state")}
            data={STATES.map((value) => ({ value, label: t(`shelf.states.${value}`) }))}
            value={state}
            onChange={(value) => setState(value as typeof state)}
            className="states"
          />
        </Group>
      )}
      <Stack ref={heading} tabIndex={-1} aria-label={t("shelf.title")} role="region">
        <Pages query={query} empty={empty}>
          {(projects) => (
            <>
              <ul className="course-grid" aria-busy={query.isPlaceholderData}>
                {projects.map((project) => (
                  <li key={project.id}>
                    <CourseCard project={project} onSaid={setSaid} onGone={onGone} />
                  </li>
                ))}
              </ul>
              {mayEdit && !isFiltered && <DropArea title={t("shelf.dropTitle")} isSmall takesCourses onFiles={start} />}
            </>
          )}
        </Pages>
      </Stack>
    </Page>
  );
}
