import { ActionIcon, Button, Text, Title } from "@mantine/core";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { SynonymDetails } from "../../../api/types.gen";
import { useMay } from "../../../lib/permissions";
import { Asking } from "../../../ui/asking/Asking";
import { Confirm } from "../../../ui/Confirm";
import { EmptyState } from "../../../ui/EmptyState";
import { PlusIcon, TrashIcon } from "../../../ui/icons";
import { Page } from "../../../ui/Page";
import { Pages } from "../../../ui/Pages";
import { GroupDialog } from "./GroupDialog";
import { askDocuments, remove, synonymsQuery } from "./queries";
import "./synonyms.css";

type Opened = { group: SynonymDetails | null; deed: "write" | "delete" };

/** The words that customers use for the words of the documents, and a question to try them with. */
export default function SynonymsPage() {
  const { t } = useTranslation("synonyms");
  const queries = useQueryClient();
  const groups = useInfiniteQuery(synonymsQuery);
  const mayEdit = useMay("content:edit");
  const [opened, setOpened] = useState<Opened | null>(null);
  const close = () => setOpened(null);
  const add = mayEdit && (
    <Button leftSection={<PlusIcon />} onClick={() => setOpened({ group: null, deed: "write" })}>
      {t("new")}
    </Button>
  );
  return (
    <Page title={t("title")} lead={t("lead")} actions={add}>
      <section aria-labelledby="try" className="synonyms-try">
        <Title order={2} size="h4" id="try">
          {t("try.title")}
        </Title>
        <Text size="sm" c="dimmed" mb="sm">
          {t("try.lead")}
        </Text>
        <Asking ask={askDocuments} />
      </section>
      <Pages query={groups} empty={<EmptyState title={t("empty.title")} text={t("empty.text")} />}>
        {(items) => (
          <ul className="synonyms" aria-label={t("title")}>
            {items.map((group) => (
              <Group key={group.id} group={group} onOpen={mayEdit ? (deed) => setOpened({ group, deed }) : undefined} />
            ))}
          </ul>
        )}
      </Pages>
      {opened?.deed === "write" && <GroupDialog group={opened.group} onClose={close} />}
      {opened?.deed === "delete" && opened.group !== null && (
        <Confirm
          title={t("delete.title")}
          text={t("delete.text", { phrases: opened.group.phrases.join(", ") })}
          deed={t("delete.deed")}
          act={async () => {
            if (opened.group !== null) await remove(opened.group);
            await queries.invalidateQueries({ queryKey: ["synonyms"] });
          }}
          onClose={close}
        />
      )}
    </Page>
  );
}

function Group({ group, onOpen }: { group: SynonymDetails; onOpen?: (deed: Opened["deed"]) => void }) {
  const { t } = useTranslation("synonyms");
  const name = group.phrases[0];
  return (
    <li>
      <div className="synonyms-phrases">
        {group.phrases.map((phrase) => (
          <span key={phrase}>{phrase}</span>
        ))}
      </div>
      {onOpen !== undefined && (
        <div className="synonyms-deeds">
          <Button variant="subtle" size="compact-sm" aria-label={t("change", { name })} onClick={() => onOpen("write")}>
            {t("changeShort")}
          </Button>
          <ActionIcon variant="subtle" color="gray" aria-label={t("remove", { name })} onClick={() => onOpen("delete")}>
            <TrashIcon />
          </ActionIcon>
        </div>
      )}
    </li>
  );
}
