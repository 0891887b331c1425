import { Anchor, List, PasswordInput, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { connectChannel } from "../../../api/sdk.gen";
import { useServerForm } from "../../../lib/form";
import { FormDialog } from "../../../ui/FormDialog";
import { CHANNELS } from "./queries";
import { newVerifyToken } from "./verifyToken";

interface Props {
  onConnected: (id: string, verifyToken: string) => void;
  onClose: () => void;
}

const FIELDS = ["phone_number_id", "business_id", "app_secret", "access_token"] as const;

/** What Meta knows the number by, and where each of it stands there. */
export function ConnectDialog({ onConnected, onClose }: Props) {
  const { t } = useTranslation("numbers");
  const queries = useQueryClient();
  const first = { name: "", phone_number_id: "", business_id: "", app_secret: "", access_token: "" };
  const { form, error, isBusy, submit } = useServerForm(first, async (values) => {
    const verify_token = newVerifyToken();
    const { data } = await connectChannel({ body: { ...values, verify_token, kind: "cloud" }, throwOnError: true });
    await queries.invalidateQueries({ queryKey: CHANNELS });
    onConnected(data.id, verify_token);
  });
  const isReady = Object.values(form.values).every((value) => value.trim() !== "");
  return (
    <FormDialog
      title={t("connect")}
      deed={t("connecting.deed")}
      submit={submit}
      onClose={onClose}
      isBusy={isBusy}
      isHeld
      isReady={isReady}
      error={error}
    >
      <List type="ordered" size="sm" spacing={4}>
        <List.Item>
          {t("connecting.app")}{" "}
          <Anchor href="https://developers.facebook.com/apps" target="_blank" rel="noreferrer" size="sm">
            developers.facebook.com/apps
          </Anchor>
        </List.Item>
        <List.Item>{t("connecting.copy")}</List.Item>
        <List.Item>{t("connecting.then")}</List.Item>
      </List>
      <TextInput
        label={t("fields.name")}
        description={t("fields.nameHelp")}
        maxLength={200}
        required
        data-autofocus
        {...form.getInputProps("name")}
      />
      {FIELDS.map((name) => {
        const Input = name === "app_secret" || name === "access_token" ? PasswordInput : TextInput;
        return (
          <Input
            key={name}
            label={t(`fields.${name}`)}
            description={t(`fields.${name}Help`)}
            autoComplete="off"
            required
            {...form.getInputProps(name)}
          />
        );
      })}
    </FormDialog>
  );
}
