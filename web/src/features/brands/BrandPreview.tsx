import { Alert, NativeSelect, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { BrandDetails } from "../../api/types.gen";
import { contrastQuery, KINDS, LOOKS, type Look, previewUrl } from "./queries";

interface Props {
  brand: BrandDetails;
  look: Look;
  onLook: (look: Look) => void;
}

/** The brand as the video will wear it, and whether it can be read. */
export function BrandPreview({ brand, look, onLook }: Props) {
  const { t } = useTranslation("brands");
  const contrast = useQuery(contrastQuery(brand, look));
  return (
    <Stack component="section" aria-labelledby="preview">
      <Title order={2} size="h4" id="preview">
        {t("preview.title")}
      </Title>
      <NativeSelect
        label={t("preview.look")}
        value={look}
        data={LOOKS.map((value) => ({ value, label: t(`looks.${value}`) }))}
        onChange={(event) => onLook(event.currentTarget.value as Look)}
      />
      <div role="status">
        {contrast.data?.is_readable === false && (
          <Alert color="red" title={t("contrast.title")}>
            {t("contrast.low", { ratio: contrast.data.lowest.toFixed(1) })}
          </Alert>
        )}
        {contrast.data?.is_readable === true && (
          <Text size="sm" c="dimmed">
            {t("contrast.good", { ratio: contrast.data.lowest.toFixed(1) })}
          </Text>
        )}
      </div>
      {KINDS.map((kind) => (
        <img
          key={kind}
          className="brand-preview is-framed"
          src={previewUrl(brand, look, kind, 960)}
          alt={t(`preview.kinds.${kind}`)}
        />
      ))}
    </Stack>
  );
}
