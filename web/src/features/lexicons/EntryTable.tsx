import { ActionIcon, Button, Group, Stack, Table, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { LexiconDetails } from "../../api/types.gen";
import { PlayIcon, PlusIcon, SearchIcon, TrashIcon } from "../../ui/icons";
import { Trouble } from "../../ui/Trouble";
import { useListen } from "../../ui/useListen";
import { change } from "./queries";

const MOST_SHOWN = 200;

/** The words of a lexicon: found, heard, added and removed; each change is kept at once. */
export function EntryTable({ lexicon, mayEdit }: { lexicon: LexiconDetails; mayEdit: boolean }) {
  const { t } = useTranslation("lexicons");
  const queries = useQueryClient();
  const [wanted, setWanted] = useState("");
  const keeping = useMutation({
    mutationFn: (entries: LexiconDetails["entries"]) => change(lexicon, { entries }),
    onSettled: () => queries.invalidateQueries({ queryKey: ["lexicons"] }),
  });
  const listening = useListen();
  const listen = (text: string, say: string) => void listening.listen({ text, say }, lexicon.language);
  const found = Object.entries(lexicon.entries)
    .filter(([word, spoken]) => `${word} ${spoken}`.toLowerCase().includes(wanted.trim().toLowerCase()))
    .sort(([a], [b]) => a.localeCompare(b));

  function remove(word: string) {
    const { [word]: _, ...others } = lexicon.entries;
    keeping.mutate(others);
  }

  return (
    <Stack>
      {mayEdit && (
        <NewEntry
          isBusy={keeping.isPending}
          onAdd={async (word, spoken) => {
            await keeping.mutateAsync({ ...lexicon.entries, [word]: spoken });
          }}
          onListen={listen}
        />
      )}
      <Trouble error={keeping.error ?? listening.error} />
      <TextInput
        type="search"
        aria-label={t("entries.search")}
        placeholder={t("entries.search")}
        leftSection={<SearchIcon />}
        value={wanted}
        maw={400}
        onChange={(event) => setWanted(event.currentTarget.value)}
      />
      <Text size="sm" c="dimmed" role="status">
        {t("entries.count", { count: found.length })}
      </Text>
      <Table.ScrollContainer minWidth={320}>
        <Table verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t("entries.word")}</Table.Th>
              <Table.Th scope="col">{t("entries.spoken")}</Table.Th>
              <Table.Th scope="col">{t("entries.actions")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {found.slice(0, MOST_SHOWN).map(([word, spoken]) => (
              <Table.Tr key={word}>
                <Table.Td>{word}</Table.Td>
                <Table.Td>{spoken}</Table.Td>
                <Table.Td>
                  <Group gap={4} wrap="nowrap">
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      aria-label={t("entries.listen", { word })}
                      onClick={() => listen(word, spoken)}
                    >
                      <PlayIcon />
                    </ActionIcon>
                    {mayEdit && (
                      <ActionIcon
                        variant="subtle"
                        color="gray"
                        aria-label={t("entries.remove", { word })}
                        onClick={() => remove(word)}
                      >
                        <TrashIcon />
                      </ActionIcon>
                    )}
                  </Group>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {found.length > MOST_SHOWN && <Text c="dimmed">{t("entries.more", { count: found.length - MOST_SHOWN })}</Text>}
    </Stack>
  );
}

interface NewEntryProps {
  isBusy: boolean;
  onAdd: (word: string, spoken: string) => Promise<void>;
  onListen: (word: string, spoken: string) => void;
}

function NewEntry({ isBusy, onAdd, onListen }: NewEntryProps) {
  const { t } = useTranslation("lexicons");
  const [word, setWord] = useState("");
  const [spoken, setSpoken] = useState("");
  const isWhole = word.trim() !== "" && spoken.trim() !== "";
  return (
    <form
      onSubmit={async (event) => {
        event.preventDefault();
        await onAdd(word.trim(), spoken.trim());
        setWord("");
        setSpoken("");
      }}
    >
      <Group align="end" gap="sm">
        <TextInput
          label={t("entries.word")}
          placeholder="Wi-Fi"
          value={word}
          maxLength={200}
          onChange={(event) => setWord(event.currentTarget.value)}
        />
        <TextInput
          label={t("entries.spoken")}
          placeholder="uai fai"
          value={spoken}
          maxLength={200}
          onChange={(event) => setSpoken(event.currentTarget.value)}
        />
        <Button
          variant="default"
          leftSection={<PlayIcon />}
          disabled={!isWhole}
          onClick={() => onListen(word.trim(), spoken.trim())}
        >
          {t("entries.try")}
        </Button>
        <Button type="submit" leftSection={<PlusIcon />} disabled={!isWhole} loading={isBusy}>
          {t("entries.add")}
        </Button>
      </Group>
    </form>
  );
}
