import { Anchor, List, Stack, Text } from "@mantine/core";
import { useQueries, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Confirm } from "../../ui/Confirm";
import { remove, usesQuery } from "./queries";

interface Props {
  ids: readonly string[];
  onClose: () => void;
  onDone: () => void;
}

/** Says which courses would lose something before assets are deleted. */
export function Deletion({ ids, onClose, onDone }: Props) {
  const { t } = useTranslation("library");
  const queries = useQueryClient();
  const found = useQueries({ queries: ids.map(usesQuery) });
  const projects = new Map(found.flatMap(({ data }) => data ?? []).map((use) => [use.project_id, use]));
  const isPublished = [...projects.values()].some((use) => use.state === "published");

  async function act() {
    const result = await remove(ids, projects.size > 0);
    if (!result.is_done) throw new Error(t("deletion.refused"));
    await queries.invalidateQueries({ queryKey: ["assets"] });
    onDone();
  }

  const text = (
    <Stack gap="xs">
      <Text>{t("deletion.text", { count: ids.length })}</Text>
      {projects.size > 0 && (
        <>
          <Text>{t(isPublished ? "deletion.usedPublished" : "deletion.used")}</Text>
          <List size="sm">
            {[...projects.values()].map((use) => (
              <List.Item key={use.project_id}>
                <Anchor component={Link} to={`/projects/${use.project_id}`}>
                  {use.title}
                </Anchor>
              </List.Item>
            ))}
          </List>
        </>
      )}
    </Stack>
  );
  return (
    <Confirm
      title={t("deletion.title", { count: ids.length })}
      text={text}
      deed={t(projects.size > 0 ? "deletion.anyway" : "deletion.deed")}
      act={act}
      onClose={onClose}
    />
  );
}
