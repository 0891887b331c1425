import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useMay } from "../../../lib/permissions";
import { Loading } from "../../../ui/Loading";
import { Page } from "../../../ui/Page";
import { Trouble } from "../../../ui/Trouble";
import { Labels } from "./Labels";
import { labelsQuery, repliesQuery, teamsQuery } from "./queries";
import { Replies } from "./Replies";

/** What those who serve have at hand: texts that are written often, and labels. */
export default function RepliesPage() {
  const { t } = useTranslation("supportSettings");
  const manages = useMay("support:manage");
  const { data: replies, error: noReplies } = useQuery(repliesQuery);
  const { data: labels, error: noLabels } = useQuery(labelsQuery);
  const { data: teams, error: noTeams } = useQuery(teamsQuery);
  const error = noReplies ?? noLabels ?? noTeams;
  const isLoading = replies === undefined || labels === undefined || teams === undefined;
  return (
    <Page title={t("replies.title")} lead={t("replies.lead")}>
      <Trouble error={error} />
      {isLoading && !error && <Loading />}
      {!isLoading && (
        <>
          <Replies replies={replies} teams={teams} manages={manages} />
          <Labels labels={labels} manages={manages} />
        </>
      )}
    </Page>
  );
}
