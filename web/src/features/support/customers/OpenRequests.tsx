import { Stack, Title } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Pages } from "../../../ui/Pages";
import { Rows } from "../../../ui/Rows";
import { openRequestsQuery } from "./queries";
import { RequestRow } from "./RequestRow";

/** Requests about personal data that wait for an answer, above everything else; nothing where there are none. */
export function OpenRequests() {
  const { t } = useTranslation("customers");
  const requests = useInfiniteQuery(openRequestsQuery);
  if (requests.data?.length === 0) return null;
  return (
    <Stack gap="xs" component="section" aria-labelledby="open-requests">
      <Title order={2} size="h4" id="open-requests">
        {t("requests.open")}
      </Title>
      <Pages query={requests} empty={null}>
        {(items) => (
          <Rows label={t("requests.open")}>
            {items.map((request) => (
              <RequestRow key={request.id} request={request} isNamed />
            ))}
          </Rows>
        )}
      </Pages>
    </Stack>
  );
}
