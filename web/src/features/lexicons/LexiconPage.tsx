import { Anchor, Button, FileButton, Group, Menu, Stack } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { LexiconDetails } from "../../api/types.gen";
import { ApiError } from "../../lib/http";
import { useMay } from "../../lib/permissions";
import { Confirm } from "../../ui/Confirm";
import { DownloadIcon, TrashIcon, UploadIcon } from "../../ui/icons";
import { Loading } from "../../ui/Loading";
import { Page } from "../../ui/Page";
import { Trouble } from "../../ui/Trouble";
import { TroublePage } from "../../ui/TroublePage";
import { EntryTable } from "./EntryTable";
import { bringIn, exportUrl, lexiconQuery, remove } from "./queries";

export default function LexiconPage() {
  const { lexiconId } = useParams({ from: "/inside/lexicons/$lexiconId" });
  const { data: lexicon, error, refetch } = useQuery(lexiconQuery(lexiconId));
  if (lexicon === undefined)
    return error === null ? <Loading /> : <TroublePage error={error} retry={() => void refetch()} />;
  return <OneLexicon lexicon={lexicon} />;
}

function OneLexicon({ lexicon }: { lexicon: LexiconDetails }) {
  const { t } = useTranslation("lexicons");
  const queries = useQueryClient();
  const mayEdit = useMay("content:edit");
  const [isDeleting, setDeleting] = useState(false);
  const importing = useMutation({
    mutationFn: (file: File) => bringIn(lexicon, file),
    onSettled: () => queries.invalidateQueries({ queryKey: ["lexicons"] }),
  });
  const actions = (
    <>
      {mayEdit && (
        <FileButton
          accept=".yaml,.yml,.csv,.tsv,.pls,.xml"
          onChange={(file) => file !== null && importing.mutate(file)}
          inputProps={{ "aria-label": t("import") }}
        >
          {(props) => (
            <Button variant="default" leftSection={<UploadIcon />} loading={importing.isPending} {...props}>
              {t("import")}
            </Button>
          )}
        </FileButton>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" leftSection={<DownloadIcon />}>
            {t("export")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {(["yaml", "csv", "pls"] as const).map((format) => (
            <Menu.Item key={format} component="a" href={exportUrl(lexicon, format)} download>
              {t(`formats.${format}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {mayEdit && (
        <Button color="red" variant="light" leftSection={<TrashIcon />} onClick={() => setDeleting(true)}>
          {t("delete.button")}
        </Button>
      )}
    </>
  );
  return (
    <Page title={lexicon.name} lead={t("one.lead", { language: t(`languages.${lexicon.language}`) })} actions={actions}>
      <Stack>
        <Group>
          <Anchor component={Link} to="/lexicons">
            {t("all")}
          </Anchor>
        </Group>
        <Trouble error={importing.error} />
        <EntryTable lexicon={lexicon} mayEdit={mayEdit} />
      </Stack>
      {isDeleting && <Deletion lexicon={lexicon} onClose={() => setDeleting(false)} />}
    </Page>
  );
}

function Deletion({ lexicon, onClose }: { lexicon: LexiconDetails; onClose: () => void }) {
  const { t } = useTranslation("lexicons");
  const [isUsed, setUsed] = useState(false);
  const queries = useQueryClient();
  const navigate = useNavigate();
  async function act() {
    try {
      await remove(lexicon, isUsed);
    } catch (error) {
      if (error instanceof ApiError && error.status === 409) setUsed(true);
      throw error;
    }
    await queries.invalidateQueries({ queryKey: ["lexicons", "list"] });
    await navigate({ to: "/lexicons" });
  }
  return (
    <Confirm
      title={t("delete.title", { name: lexicon.name })}
      text={t("delete.text")}
      deed={t(isUsed ? "delete.anyway" : "delete.deed")}
      act={act}
      onClose={onClose}
    />
  );
}
