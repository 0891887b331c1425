import { Container } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, Outlet } from "@tanstack/react-router";
import { Suspense } from "react";
import { useTranslation } from "react-i18next";
import { accountQuery } from "../../lib/session";
import { Loading } from "../../ui/Loading";
import { areasOf } from "./areas";
import "./administration.css";

/** What stands around every page of the administration. */
export default function AdministrationPage() {
  const { t } = useTranslation("administration");
  const { data: account } = useQuery(accountQuery);
  return (
    <Container size={1400} px={{ base: "md", sm: "lg" }} py="lg">
      <div className="administration">
        <nav aria-label={t("title")} className="administration-areas">
          {areasOf(account).map(({ name, to }) => (
            <Link key={name} to={to} className="frame-area">
              {t(`${name}.title`)}
            </Link>
          ))}
        </nav>
        <div className="administration-content">
          <Suspense fallback={<Loading />}>
            <Outlet />
          </Suspense>
        </div>
      </div>
    </Container>
  );
}
