import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ConversationDetails } from "../../../api/types.gen";
import { Trouble } from "../../../ui/Trouble";
import type { Acts } from "./useActs";
import { useNameOf } from "./useNameOf";

/** Why one cannot write to the customer yet, and what to do about it. */
export function NotMine({ conversation, acts }: { conversation: ConversationDetails; acts: Acts }) {
  const { t } = useTranslation("inbox");
  const nameOf = useNameOf();
  const { state, holder, assignee_id } = conversation;
  const isOver = state === "resolved";
  const isAnothers = !isOver && holder === "person" && assignee_id !== null;
  const act = isOver ? acts.reopen : acts.take;
  const name = nameOf(assignee_id) ?? t("holder.person");
  return (
    <>
      <div className="inbox-not-mine">
        <span>
          {isOver ? t("notMine.resolved") : isAnothers ? t("notMine.person", { name }) : t(`notMine.${holder}`)}
        </span>
        {!isAnothers && (
          <Button size="sm" loading={act.isPending} onClick={() => act.mutate()}>
            {t(isOver ? "acts.reopen" : "acts.take")}
          </Button>
        )}
      </div>
      <Trouble error={act.error} />
    </>
  );
}
