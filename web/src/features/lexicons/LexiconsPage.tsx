import { Anchor, Button, Group, Modal, NativeSelect, Stack, Table, TextInput } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { apiLanguage } from "../../lib/i18n";
import { useMay } from "../../lib/permissions";
import { ago } from "../../lib/time";
import { EmptyState } from "../../ui/EmptyState";
import { PlusIcon } from "../../ui/icons";
import { Page } from "../../ui/Page";
import { Pages } from "../../ui/Pages";
import { Trouble } from "../../ui/Trouble";
import { create, LANGUAGES, type Language, lexiconsQuery } from "./queries";

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
      {isNaming && <NewLexicon onClose={() => setNaming(false)} />}
    </Page>
  );
}

function NewLexicon({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("lexicons");
  const { t: common } = useTranslation();
  const [name, setName] = useState("");
  const [language, setLanguage] = useState<Language>(apiLanguage());
  const navigate = useNavigate();
  const queries = useQueryClient();
  const making = useMutation({
    mutationFn: () => create(name, language),
    onSuccess: async ({ data }) => {
      await queries.invalidateQueries({ queryKey: ["lexicons", "list"] });
      await navigate({ to: "/lexicons/$lexiconId", params: { lexiconId: data.id } });
    },
  });
  return (
    <Modal opened onClose={onClose} title={t("new")} closeButtonProps={{ "aria-label": common("actions.close") }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          making.mutate();
        }}
      >
        <Stack>
          <TextInput
            label={t("name")}
            value={name}
            maxLength={200}
            required
            data-autofocus
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <NativeSelect
            label={t("language")}
            value={language}
            data={LANGUAGES.map((value) => ({ value, label: t(`languages.${value}`) }))}
            onChange={(event) => setLanguage(event.currentTarget.value as Language)}
          />
          <Trouble error={making.error} />
          <Group justify="end">
            <Button type="submit" loading={making.isPending} disabled={name.trim() === ""}>
              {t("create")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
