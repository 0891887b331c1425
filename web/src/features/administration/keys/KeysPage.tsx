import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { listKeys } from "../../../api/sdk.gen";
import type { KeyDetails, MadeKey } from "../../../api/types.gen";
import { pagesQuery } from "../../../lib/pages";
import { EmptyState } from "../../../ui/EmptyState";
import { PlusIcon } from "../../../ui/icons";
import { Pages } from "../../../ui/Pages";
import { Rows } from "../../../ui/Rows";
import { Section } from "../Section";
import { KeyRow } from "./KeyRow";
import { MadeKeyDialog } from "./MadeKeyDialog";
import { NewKeyDialog } from "./NewKeyDialog";

const keysQuery = pagesQuery<KeyDetails>(["api-keys"], (cursor, signal) =>
  listKeys({ query: { cursor }, signal, throwOnError: true }),
);

export default function KeysPage() {
  const { t } = useTranslation("administration");
  const query = useInfiniteQuery(keysQuery);
  const [isMaking, setMaking] = useState(false);
  const [made, setMade] = useState<MadeKey | null>(null);
  const make = (
    <Button leftSection={<PlusIcon />} onClick={() => setMaking(true)}>
      {t("keys.make")}
    </Button>
  );
  return (
    <Section area="keys" actions={make}>
      <Pages query={query} empty={<EmptyState title={t("keys.none")} text={t("keys.noneText")} />}>
        {(items) => (
          <Rows label={t("keys.title")}>
            {items.map((key) => (
              <KeyRow key={key.id} apiKey={key} />
            ))}
          </Rows>
        )}
      </Pages>
      {isMaking && <NewKeyDialog onClose={() => setMaking(false)} onMade={setMade} />}
      {made !== null && <MadeKeyDialog made={made} onClose={() => setMade(null)} />}
    </Section>
  );
}
