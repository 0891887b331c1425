import "./brands.css";
import { Button, Card, Group, SimpleGrid, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { BrandDetails } from "../../api/types.gen";
import { useMay } from "../../lib/permissions";
import { EmptyState } from "../../ui/EmptyState";
import { PlusIcon } from "../../ui/icons";
import { Page } from "../../ui/Page";
import { Pages } from "../../ui/Pages";
import { NewBrandDialog } from "./NewBrandDialog";
import { brandsQuery, previewUrl } from "./queries";

/** The looks of the organisation: logo, colours and fonts that courses wear. */
export default function BrandsPage() {
  const { t } = useTranslation("brands");
  const brands = useInfiniteQuery(brandsQuery);
  const mayEdit = useMay("content:edit");
  const [isNaming, setNaming] = useState(false);
  const add = mayEdit && (
    <Button leftSection={<PlusIcon />} onClick={() => setNaming(true)}>
      {t("new")}
    </Button>
  );
  return (
    <Page title={t("title")} lead={t("lead")} actions={add}>
      <Pages
        query={brands}
        empty={
          <EmptyState title={t("empty.title")} text={t("empty.text")}>
            {add}
          </EmptyState>
        }
      >
        {(items) => (
          <SimpleGrid component="ul" cols={{ base: 1, xs: 2, md: 3 }} className="brand-list">
            {items.map((brand) => (
              <li key={brand.id}>
                <OneBrand brand={brand} />
              </li>
            ))}
          </SimpleGrid>
        )}
      </Pages>
      {isNaming && <NewBrandDialog onClose={() => setNaming(false)} />}
    </Page>
  );
}

function OneBrand({ brand }: { brand: BrandDetails }) {
  return (
    <Card component={Link} to={`/brands/${brand.id}`} withBorder padding="sm" className="brand-card">
      <Card.Section>
        <img className="brand-preview" src={previewUrl(brand, "modern", "title", 640)} alt="" loading="lazy" />
      </Card.Section>
      <Group justify="space-between" mt="sm" wrap="nowrap">
        <Text fw={600} truncate>
          {brand.name}
        </Text>
        <Group gap={4} wrap="nowrap">
          {[brand.primary, brand.accent].map(
            (colour) => colour !== null && <span key={colour} className="brand-dot" style={{ background: colour }} />,
          )}
        </Group>
      </Group>
    </Card>
  );
}
