import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { EmptyState } from "../../../ui/EmptyState";
import { Loading } from "../../../ui/Loading";
import { Page } from "../../../ui/Page";
import { Trouble } from "../../../ui/Trouble";
import { Playground } from "./Playground";
import { simulatorQuery } from "./queries";
import { Start } from "./Start";
import "./simulator.css";

/** Customer service without an account at Meta: whoever sets it up plays the customers. */
export default function SimulatorPage() {
  const { t } = useTranslation("simulator");
  const { data: state, error } = useQuery(simulatorQuery);
  return (
    <Page title={t("title")} lead={t("lead")}>
      <Trouble error={error} />
      {state === undefined && error === null && <Loading />}
      {state?.is_offered === false && <EmptyState title={t("absent.title")} text={t("absent.text")} />}
      {state?.is_offered && !state.is_ready && <Start state={state} />}
      {state?.is_ready && <Playground state={state} />}
    </Page>
  );
}
