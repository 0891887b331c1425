import { Autocomplete, Button, ColorInput, Group, Stack, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { BrandDetails } from "../../api/types.gen";
import { ApiError } from "../../lib/http";
import { Confirm } from "../../ui/Confirm";
import { TrashIcon } from "../../ui/icons";
import { Trouble } from "../../ui/Trouble";
import { BrandFiles } from "./BrandFiles";
import { change, FAMILIES, remove } from "./queries";

interface Props {
  brand: BrandDetails;
  mayEdit: boolean;
}

const COLOUR = /^#[0-9a-fA-F]{6}$/;

export function BrandForm({ brand, mayEdit }: Props) {
  const { t } = useTranslation("brands");
  const queries = useQueryClient();
  const [words, setWords] = useState({
    name: brand.name,
    primary: brand.primary ?? "",
    accent: brand.accent ?? "",
    heading_font: brand.heading_font ?? "",
    body_font: brand.body_font ?? "",
  });
  const saving = useMutation({
    mutationFn: () =>
      change(brand, {
        name: words.name,
        primary: words.primary || null,
        accent: words.accent || null,
        heading_font: words.heading_font || null,
        body_font: words.body_font || null,
      }),
    onSettled: () => queries.invalidateQueries({ queryKey: ["brands"] }),
  });
  const isColour = (value: string) => value === "" || COLOUR.test(value);
  const isRight = words.name.trim() !== "" && isColour(words.primary) && isColour(words.accent);
  return (
    <Stack>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          saving.mutate();
        }}
      >
        <Stack gap="sm">
          <TextInput
            label={t("name")}
            value={words.name}
            maxLength={200}
            required
            readOnly={!mayEdit}
            onChange={(event) => setWords({ ...words, name: event.currentTarget.value })}
          />
          {(["primary", "accent"] as const).map((field) => (
            <ColorInput
              key={field}
              label={t(`fields.${field}`)}
              placeholder={t("fields.ofTemplate")}
              value={words[field]}
              readOnly={!mayEdit}
              error={!isColour(words[field]) && t("fields.colourWrong")}
              onChange={(value) => setWords((before) => ({ ...before, [field]: value }))}
              eyeDropperButtonProps={{ "aria-label": t("fields.pick") }}
            />
          ))}
          {(["heading_font", "body_font"] as const).map((field) => (
            <Autocomplete
              key={field}
              label={t(`fields.${field}`)}
              placeholder={t("fields.ofTemplate")}
              data={FAMILIES}
              value={words[field]}
              maxLength={100}
              readOnly={!mayEdit}
              onChange={(value) => setWords((before) => ({ ...before, [field]: value }))}
            />
          ))}
          <Trouble error={saving.error} />
          {mayEdit && (
            <Group>
              <Button type="submit" loading={saving.isPending} disabled={!isRight}>
                {t("save")}
              </Button>
            </Group>
          )}
        </Stack>
      </form>
      <BrandFiles brand={brand} mayEdit={mayEdit} />
      {mayEdit && <DeleteBrand brand={brand} />}
    </Stack>
  );
}

function DeleteBrand({ brand }: { brand: BrandDetails }) {
  const { t } = useTranslation("brands");
  const [isAsking, setAsking] = useState(false);
  const [isUsed, setUsed] = useState(false);
  const queries = useQueryClient();
  const navigate = useNavigate();
  async function act() {
    try {
      await remove(brand, isUsed);
    } catch (error) {
      if (error instanceof ApiError && error.status === 409) setUsed(true);
      throw error;
    }
    await queries.invalidateQueries({ queryKey: ["brands", "list"] });
    await navigate({ to: "/brands" });
  }
  return (
    <Group>
      <Button color="red" variant="light" leftSection={<TrashIcon />} onClick={() => setAsking(true)}>
        {t("delete.button")}
      </Button>
      {isAsking && (
        <Confirm
          title={t("delete.title", { name: brand.name })}
          text={t("delete.text")}
          deed={t(isUsed ? "delete.anyway" : "delete.deed")}
          act={act}
          onClose={() => setAsking(false)}
        />
      )}
    </Group>
  );
}
