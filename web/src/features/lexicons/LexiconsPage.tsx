import { Anchor, Button, Table } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "../../lib/permissions";
import { ago } from "../../lib/time";
import { EmptyState } from "../../ui/EmptyState";
import { PlusIcon } from "../../ui/icons";
import { Page } from "../../ui/Page";
import { Pages } from "../../ui/Pages";
import { NewLexiconDialog } from "./NewLexiconDialog";
import { lexiconsQuery } from "./queries";

/** How words are to be spoken: lists that courses share. */
export default function LexiconsPage() {
  const { t } = useTranslation("lexicons");
  const lexicons = useInfiniteQuery(lexiconsQuery);
  const mayEdit = useMay("content:edit");
  const [isNaming, setNaming] = useState(false);
  const add = mayEdit && (
    <Button leftSection={<PlusIcon />} onClick={() => setNaming(true)}>
      {t("new")}
    </Button>
  );
  return (
    <Page title={t("title")} lead={t("lead")} actions={add}>
      <Pages
        query={lexicons}
        empty={
          <EmptyState title={t("empty.title")} text={t("empty.text")}>
            {add}
          </EmptyState>
        }
      >
        {(items) => (
          <Table.ScrollContainer minWidth={320}>
            <Table verticalSpacing="sm" highlightOnHover>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th scope="col">{t("name")}</Table.Th>
                  <Table.Th scope="col">{t("language")}</Table.Th>
                  <Table.Th scope="col">{t("changed")}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {items.map((lexicon) => (
                  <Table.Tr key={lexicon.id}>
                    <Table.Td>
                      <Anchor component={Link} to={`/lexicons/${lexicon.id}`} fw={500}>
                        {lexicon.name}
                      </Anchor>
                    </Table.Td>
                    <Table.Td>{t(`languages.${lexicon.language}`)}</Table.Td>
                    <Table.Td>{ago(lexicon.updated_at)}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
      </Pages>
      {isNaming && <NewLexiconDialog onClose={() => setNaming(false)} />}
    </Page>
  );
}
