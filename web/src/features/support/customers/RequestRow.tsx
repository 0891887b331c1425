import { Button, Radio, Stack, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { DataRequestDetails } from "../../../api/types.gen";
import { day, dayAndTime } from "../../../lib/time";
import { FormDialog } from "../../../ui/FormDialog";
import { Row } from "../../../ui/Rows";
import { Tag, type Tone } from "../../../ui/Tag";
import { CUSTOMERS, closeRequest } from "./queries";

const DAY_MS = 86_400_000;
const SOON_DAYS = 5;

/** What a customer asked for about their data: which right, until when it is to be answered, what came of it. */
export function RequestRow({ request, isNamed = false }: { request: DataRequestDetails; isNamed?: boolean }) {
  const { t } = useTranslation("customers");
  const [isClosing, setClosing] = useState(false);
  const right = t(`rights.${request.right}`);
  return (
    <Row
      title={
        <>
          {isNamed && request.customer_id !== null ? (
            <Link
              className="plain-link"
              to="/support/$area"
              params={{ area: "customers" }}
              search={{ customer: request.customer_id }}
            >
              {right}: {request.customer_name ?? t("nameless")}
            </Link>
          ) : (
            right
          )}
          <Clock request={request} />
        </>
      }
      text={
        <>
          {t("requests.facts", {
            number: request.protocol_number,
            when: day(request.created_at),
            proof: t(request.is_identified ? "requests.identified" : "requests.notIdentified"),
          })}
          {request.reason !== null && <div>{request.reason}</div>}
        </>
      }
      actions={
        request.closed_at === null && (
          <Button
            size="xs"
            variant="default"
            onClick={() => setClosing(true)}
            aria-label={`${t("requests.close")}: ${right}, ${request.protocol_number}`}
          >
            {t("requests.close")}
          </Button>
        )
      }
    >
      {isClosing && <Closing request={request} onClose={() => setClosing(false)} />}
    </Row>
  );
}

function Clock({ request }: { request: DataRequestDetails }) {
  const { t } = useTranslation("customers");
  if (request.outcome !== null)
    return <Tag tone={request.outcome === "done" ? "good" : "plain"}>{t(`requests.outcomes.${request.outcome}`)}</Tag>;
  const left = new Date(request.due_at).getTime() - Date.now();
  const tone: Tone = left < 0 ? "bad" : left < SOON_DAYS * DAY_MS ? "warning" : "news";
  return (
    <span title={dayAndTime(request.due_at)}>
      <Tag tone={tone}>{t(left < 0 ? "requests.late" : "requests.due", { when: day(request.due_at) })}</Tag>
    </span>
  );
}

function Closing({ request, onClose }: { request: DataRequestDetails; onClose: () => void }) {
  const { t } = useTranslation("customers");
  const [outcome, setOutcome] = useState<"done" | "refused">("done");
  const [reason, setReason] = useState("");
  const queries = useQueryClient();
  const closing = useMutation({
    mutationFn: () => closeRequest(request.id, outcome, reason.trim()),
    onSuccess: onClose,
    onSettled: () => queries.invalidateQueries({ queryKey: CUSTOMERS }),
  });
  return (
    <FormDialog
      title={t("requests.closing.title", { right: t(`rights.${request.right}`) })}
      deed={t("requests.close")}
      submit={() => closing.mutate()}
      onClose={onClose}
      isBusy={closing.isPending}
      isReady={outcome === "done" || reason.trim() !== ""}
      error={closing.error}
    >
      <Radio.Group
        label={t("requests.closing.outcome")}
        value={outcome}
        onChange={(value) => setOutcome(value as "done" | "refused")}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="done" label={t("requests.outcomes.done")} />
          <Radio value="refused" label={t("requests.outcomes.refused")} />
        </Stack>
      </Radio.Group>
      <Textarea
        label={t("requests.closing.reason")}
        description={t("requests.closing.reasonHint")}
        required={outcome === "refused"}
        value={reason}
        maxLength={500}
        autosize
        minRows={2}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
