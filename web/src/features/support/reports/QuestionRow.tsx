import { Button, Menu } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { QuestionDetails } from "../../../api/types.gen";
import { ago, dayAndTime } from "../../../lib/time";
import { toast } from "../../../lib/toasts";
import { Row } from "../../../ui/Rows";
import { Tag } from "../../../ui/Tag";
import { Trouble } from "../../../ui/Trouble";
import { count } from "./numbers";
import { isBeingRead, QUESTIONS, type Wish, wish } from "./questions";

const WISHES: Record<QuestionDetails["state"], readonly Wish[]> = {
  open: ["to_write", "dismissed"],
  to_write: ["open", "dismissed"],
  dismissed: ["open"],
  answered: [],
};

interface Props {
  question: QuestionDetails;
  onAnswer: () => void;
}

export function QuestionRow({ question, onAnswer }: Props) {
  const { t } = useTranslation("reports");
  const queries = useQueryClient();
  const wishing = useMutation({
    mutationFn: (state: Wish) => wish(question, state),
    onSuccess: async (_, state) => {
      await queries.invalidateQueries({ queryKey: [QUESTIONS] });
      toast({ id: `question-${question.id}`, title: t(`questions.done.${state}`), tone: "good" });
    },
  });
  const isOpen = question.state === "open" || question.state === "to_write";
  const isFresh = isBeingRead(question);
  const isMissed = isOpen && question.written_at !== null && !isFresh;
  const wishes = WISHES[question.state];
  return (
    <Row
      title={<span className="question-text">“{question.question}”</span>}
      text={
        <>
          {t("questions.times", { count: question.count, shown: count(question.count) })} ·{" "}
          <time dateTime={question.last_at} title={dayAndTime(question.last_at)}>
            {t("questions.last", { ago: ago(question.last_at) })}
          </time>
          {question.conversation_id !== null && (
            <>
              {" · "}
              <Link
                to="/support/$area"
                params={{ area: "inbox" }}
                search={{ conversation: question.conversation_id }}
                className="question-link"
              >
                {t("questions.example")}
              </Link>
            </>
          )}
        </>
      }
      facts={
        isFresh ? (
          <Tag tone="news">{t("questions.beingRead")}</Tag>
        ) : (
          isMissed && <Tag tone="warning">{t("questions.notFound")}</Tag>
        )
      }
      actions={
        <>
          {isOpen && (
            <Button size="xs" onClick={onAnswer}>
              {t("questions.answer")}
            </Button>
          )}
          {wishes.length > 0 && (
            <Menu position="bottom-end">
              <Menu.Target>
                <Button
                  size="xs"
                  variant="default"
                  loading={wishing.isPending}
                  aria-label={t("questions.moreFor", { question: question.question })}
                >
                  {t("questions.more")}
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                {wishes.map((state) => (
                  <Menu.Item key={state} onClick={() => wishing.mutate(state)}>
                    {t(`questions.wishes.${state}`)}
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
          )}
        </>
      }
    >
      {isMissed && <p className="question-hint">{t("questions.notFoundText")}</p>}
      {wishing.isError && <Trouble error={wishing.error} />}
    </Row>
  );
}
