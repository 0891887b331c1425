import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Trouble } from "../../ui/Trouble";
import { create } from "./queries";

export function NewBrandDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("brands");
  const { t: common } = useTranslation();
  const [name, setName] = useState("");
  const navigate = useNavigate();
  const queries = useQueryClient();
  const making = useMutation({
    mutationFn: () => create(name),
    onSuccess: async ({ data }) => {
      await queries.invalidateQueries({ queryKey: ["brands"] });
      await navigate({ to: "/brands/$brandId", params: { brandId: data.id } });
    },
  });
  return (
    <Modal opened onClose={onClose} title={t("new")} closeButtonProps={{ "aria-label": common("actions.close") }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          making.mutate();
        }}
      >
        <Stack>
          <TextInput
            label={t("name")}
            value={name}
            maxLength={200}
            required
            data-autofocus
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Trouble error={making.error} />
          <Group justify="end">
            <Button type="submit" loading={making.isPending} disabled={name.trim() === ""}>
              {t("create")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
