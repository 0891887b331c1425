import { Button } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Confirm } from "../../../ui/Confirm";
import { Row } from "../../../ui/Rows";

interface Props {
  title: ReactNode;
  /** As the buttons call it for those who do not see the row. */
  name: string;
  text?: ReactNode;
  facts?: ReactNode;
  /** Asked before it is deleted. */
  question: string;
  manages: boolean;
  onEdit: () => void;
  remove: () => Promise<void>;
}

/** A row of what is kept, which those who manage edit and delete. */
export function Kept({ title, name, text, facts, question, manages, onEdit, remove }: Props) {
  const { t } = useTranslation(["supportSettings", "common"]);
  const [isDeleting, setDeleting] = useState(false);
  return (
    <Row
      title={title}
      text={text}
      facts={facts}
      actions={
        manages && (
          <>
            <Button variant="default" size="compact-sm" aria-label={t("edit", { name })} onClick={onEdit}>
              {t("common:actions.edit")}
            </Button>
            <Button
              variant="subtle"
              color="red"
              size="compact-sm"
              aria-label={t("delete", { name })}
              onClick={() => setDeleting(true)}
            >
              {t("common:actions.delete")}
            </Button>
          </>
        )
      }
    >
      {isDeleting && (
        <Confirm
          title={t("delete", { name })}
          text={question}
          deed={t("common:actions.delete")}
          act={remove}
          onClose={() => setDeleting(false)}
        />
      )}
    </Row>
  );
}
