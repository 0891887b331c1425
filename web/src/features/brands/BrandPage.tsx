import "./brands.css";
import { Anchor, Grid } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "../../lib/permissions";
import { Loading } from "../../ui/Loading";
import { Page } from "../../ui/Page";
import { TroublePage } from "../../ui/TroublePage";
import { BrandForm } from "./BrandForm";
import { BrandPreview } from "./BrandPreview";
import { brandQuery, type Look } from "./queries";

export default function BrandPage() {
  const { t } = useTranslation("brands");
  const { brandId } = useParams({ from: "/inside/brands/$brandId" });
  const { data: brand, error, refetch } = useQuery(brandQuery(brandId));
  const mayEdit = useMay("content:edit");
  const [look, setLook] = useState<Look>("modern");
  if (brand === undefined)
    return error === null ? <Loading /> : <TroublePage error={error} retry={() => void refetch()} />;
  const back = (
    <Anchor component={Link} to="/brands">
      {t("all")}
    </Anchor>
  );
  return (
    <Page title={brand.name} actions={back}>
      <Grid gap="xl">
        <Grid.Col span={{ base: 12, md: 5 }}>
          <BrandForm key={brand.id} brand={brand} mayEdit={mayEdit} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 7 }}>
          <BrandPreview brand={brand} look={look} onLook={setLook} />
        </Grid.Col>
      </Grid>
    </Page>
  );
}
