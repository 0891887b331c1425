import { Alert, Anchor, Button, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { changeEmail } from "../../api/sdk.gen";
import { takeLinkToken } from "../../lib/linkToken";
import { OutsidePage } from "../../ui/OutsidePage";
import { Trouble } from "../../ui/Trouble";
import { LinkExpired } from "./LinkExpired";

/** A button and not the mere visit changes the address: mail scanners visit links too. */
export default function EmailChangePage() {
  const { t } = useTranslation();
  const [token] = useState(takeLinkToken);
  const change = useMutation({ mutationFn: () => changeEmail({ body: { token: token ?? "" }, throwOnError: true }) });
  return (
    <OutsidePage title={t("emailChange.title")} lead={t("emailChange.lead")}>
      {token === null ? (
        <LinkExpired again="/sign-in" />
      ) : change.isSuccess ? (
        <Stack>
          <Alert color="green" title={t("emailChange.done")} role="status" />
          <Anchor component={Link} to="/sign-in">
            {t("actions.toSignIn")}
          </Anchor>
        </Stack>
      ) : (
        <Stack>
          <Trouble error={change.error} />
          <Button onClick={() => change.mutate()} loading={change.isPending}>
            {t("emailChange.submit")}
          </Button>
        </Stack>
      )}
    </OutsidePage>
  );
}
