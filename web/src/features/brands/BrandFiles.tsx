import { ActionIcon, Button, FileButton, Group, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { BrandDetails } from "../../api/types.gen";
import { TrashIcon, UploadIcon } from "../../ui/icons";
import { Trouble } from "../../ui/Trouble";
import { dropFont, dropLogo, putFont, putLogo } from "./queries";

interface Props {
  brand: BrandDetails;
  mayEdit: boolean;
}

/** The logo and the fonts of a brand: each file is kept at once. */
export function BrandFiles({ brand, mayEdit }: Props) {
  const { t } = useTranslation("brands");
  const queries = useQueryClient();
  const keeping = useMutation({
    mutationFn: (act: () => Promise<unknown>) => act(),
    onSettled: () => queries.invalidateQueries({ queryKey: ["brands"] }),
  });
  const names = [
    ...(brand.logo === null ? [] : [{ name: brand.logo, drop: () => dropLogo(brand) }]),
    ...brand.font_files.map((name) => ({ name, drop: () => dropFont(brand, name) })),
  ];
  return (
    <Stack gap="xs" component="section" aria-labelledby="files">
      <Title order={2} size="h4" id="files">
        {t("files.title")}
      </Title>
      {names.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("files.none")}
        </Text>
      )}
      {names.map(({ name, drop }) => (
        <Group key={name} justify="space-between" wrap="nowrap">
          <Text size="sm" truncate>
            {name}
          </Text>
          {mayEdit && (
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t("files.remove", { name })}
              onClick={() => keeping.mutate(drop)}
            >
              <TrashIcon />
            </ActionIcon>
          )}
        </Group>
      ))}
      <Trouble error={keeping.error} />
      {mayEdit && (
        <Group gap="xs">
          <FileButton
            accept="image/png,image/jpeg,image/svg+xml"
            onChange={(file) => file !== null && keeping.mutate(() => putLogo(brand, file))}
            inputProps={{ "aria-label": t("files.logo") }}
          >
            {(props) => (
              <Button variant="default" leftSection={<UploadIcon />} loading={keeping.isPending} {...props}>
                {t("files.logo")}
              </Button>
            )}
          </FileButton>
          <FileButton
            accept=".ttf,.otf,font/ttf,font/otf"
            onChange={(file) => file !== null && keeping.mutate(() => putFont(brand, file))}
            inputProps={{ "aria-label": t("files.font") }}
          >
            {(props) => (
              <Button variant="default" leftSection={<UploadIcon />} loading={keeping.isPending} {...props}>
                {t("files.font")}
              </Button>
            )}
          </FileButton>
        </Group>
      )}
    </Stack>
  );
}
