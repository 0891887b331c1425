import {
  Button,
  Group,
  NumberInput,
  PasswordInput,
  Select,
  SimpleGrid,
  Stack,
  Switch,
  Text,
  TextInput,
} from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { connectErp } from "../../../api/sdk.gen";
import type { ErpDetails } from "../../../api/types.gen";
import { Card } from "../../../ui/Card";
import { Trouble } from "../../../ui/Trouble";
import { erpQuery } from "./queries";
import { given, isComplete, type Kind, OPTIONS, type Option } from "./systems";

/** Connects a system, or replaces how it is reached. Secrets are typed anew each time: none goes where it was not meant to. */
export function SystemForm({ erp }: { erp: ErpDetails }) {
  const { t } = useTranslation("supportSettings");
  const queries = useQueryClient();
  const [kind, setKind] = useState<Kind>(erp.kind ?? erp.kinds[0] ?? "ixc");
  const [address, setAddress] = useState(erp.base_url ?? "");
  const [typed, setTyped] = useState<Record<string, string>>({});
  const connecting = useMutation({
    mutationFn: async () => {
      const body = { kind, base_url: kind === "example" ? "" : address.trim(), options: given(kind, typed) };
      return (await connectErp({ body, throwOnError: true })).data;
    },
    onSuccess: (data) => {
      queries.setQueryData(erpQuery.queryKey, data);
      setTyped({});
    },
  });
  return (
    <Card title={t(erp.kind === null ? "system.connect" : "system.replace")} lead={t("system.connectLead")}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          connecting.mutate();
        }}
      >
        <Stack>
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <Select
              label={t("system.kind")}
              allowDeselect={false}
              data={erp.kinds.map((value) => ({ value, label: t(`system.kinds.${value}`) }))}
              value={kind}
              onChange={(value) => {
                if (value === null) return;
                setKind(value as Kind);
                setTyped({});
              }}
            />
            {kind !== "example" && (
              <TextInput
                type="url"
                label={t("system.address")}
                placeholder="https://"
                autoComplete="off"
                maxLength={500}
                required
                value={address}
                onChange={(event) => setAddress(event.currentTarget.value)}
              />
            )}
            {OPTIONS[kind].map((option) => (
              <Field
                key={option.name}
                option={option}
                value={typed[option.name] ?? ""}
                onChange={(value) => setTyped((now) => ({ ...now, [option.name]: value }))}
              />
            ))}
          </SimpleGrid>
          {kind === "example" && (
            <Text size="sm" c="dimmed">
              {t("system.exampleText")}
            </Text>
          )}
          <Trouble error={connecting.error} />
          <Group gap="sm">
            <Button type="submit" loading={connecting.isPending} disabled={!isComplete(kind, address, typed)}>
              {t("system.submit")}
            </Button>
            <Text size="sm" role="status">
              {connecting.isSuccess && t("system.connected")}
            </Text>
          </Group>
        </Stack>
      </form>
    </Card>
  );
}

interface FieldProps {
  option: Option;
  value: string;
  onChange: (value: string) => void;
}

function Field({ option, value, onChange }: FieldProps) {
  const { t } = useTranslation("supportSettings");
  const label = t(`system.options.${option.name}`);
  const told = { label, value, required: option.isNeeded, placeholder: option.usual };
  switch (option.form) {
    case "secret":
      return (
        <PasswordInput
          {...told}
          autoComplete="new-password"
          maxLength={1000}
          visibilityToggleButtonProps={{ "aria-label": t("system.show", { name: label }) }}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case "number":
      return (
        <NumberInput
          {...told}
          min={1}
          max={9999}
          allowDecimal={false}
          hideControls
          onChange={(typed) => onChange(`${typed}`)}
        />
      );
    case "yes":
      return (
        <Switch
          label={label}
          mt={{ sm: "xl" }}
          checked={value === "true"}
          onChange={(event) => onChange(event.currentTarget.checked ? "true" : "")}
        />
      );
    case "text":
      return (
        <TextInput
          {...told}
          autoComplete="off"
          maxLength={1000}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
  }
}
