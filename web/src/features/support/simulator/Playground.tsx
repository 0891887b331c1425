import { Button, Progress, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { SimulatorState } from "../../../api/types.gen";
import { Loading } from "../../../ui/Loading";
import { Trouble } from "../../../ui/Trouble";
import { NewPhoneDialog } from "./NewPhoneDialog";
import { People } from "./People";
import { PhoneView } from "./PhoneView";
import { phonesQuery } from "./queries";
import { Rules } from "./Rules";

/** The customers, the phone of one of them, and what WhatsApp does out of the ordinary. */
export function Playground({ state }: { state: SimulatorState }) {
  const { t } = useTranslation("simulator");
  const { data: phones, error } = useQuery(phonesQuery);
  const [chosen, setChosen] = useState<string | null>(null);
  const [isAdding, setAdding] = useState(false);
  const phone = phones?.find(({ user_id }) => user_id === chosen) ?? phones?.[0];
  const example = state.example;
  return (
    <>
      <Trouble error={error} />
      {phones === undefined && error === null && <Loading />}
      {example !== null && example.articles_ready > 0 && example.articles_ready < example.articles && (
        <div role="status">
          <Text size="sm">{t("reading", { ready: example.articles_ready, count: example.articles })}</Text>
          <Progress value={(100 * example.articles_ready) / example.articles} aria-label={t("readingShort")} mt={4} />
        </div>
      )}
      <div className="playground">
        {phones !== undefined && (
          <People phones={phones} chosen={phone?.user_id} onChoose={setChosen} onAdd={() => setAdding(true)} />
        )}
        {phone !== undefined && <PhoneView key={phone.user_id} phone={phone} />}
        <div className="playground-side">
          {phone !== undefined && <Rules oddities={state.oddities} phone={phone} />}
          <Button component={Link} to="/support/inbox" variant="default" fullWidth>
            {t("toInbox")}
          </Button>
        </div>
      </div>
      {isAdding && <NewPhoneDialog onClose={() => setAdding(false)} onMade={setChosen} />}
    </>
  );
}
