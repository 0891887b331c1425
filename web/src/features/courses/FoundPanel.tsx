import { Alert, Group, List, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Outline } from "../../api/types.gen";
import { apiLanguage } from "../../lib/i18n";
import { findings, gaps } from "./found";

/** What was read in the document, and what was left out and why. */
export function FoundPanel({ outline }: { outline: Outline }) {
  const { t } = useTranslation("courses");
  const language = apiLanguage() === "en-US" ? "en" : "pt";
  const found = findings(outline);
  const missing = gaps(outline.left_out ?? []);
  const remarks = outline.remarks ?? [];
  const isDeck = outline.source.kind === "pptx";
  const counts = [
    [isDeck ? "slides" : "pages", found.pages ?? 0],
    ["headings", found.headings.length],
    ["notes", found.notes],
    ["pictures", found.pictures],
    ["tables", found.tables],
    ["words", found.words],
  ] as const;
  const wasSkipped = found.skippedSlides > 0;
  return (
    <section className="panel" aria-labelledby="found-title">
      <Stack gap="sm">
        <Title order={2} size="h4" id="found-title">
          {t("found.title")}
        </Title>
        <Group gap="lg">
          {counts.map(
            ([what, count]) =>
              count > 0 && (
                <Text key={what} component="span">
                  <strong>{count.toLocaleString(apiLanguage())}</strong> {t(`found.${what}`, { count })}
                </Text>
              ),
          )}
        </Group>
        {found.headings.length > 0 && (
          <details>
            <summary className="found-summary">{t("found.showHeadings", { count: found.headings.length })}</summary>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard */}
            <ol className="found-list" tabIndex={0} aria-label={t("found.headingsList")}>
              {found.headings.map(({ id, title, level, page }) => (
                <li key={id} style={{ paddingInlineStart: (level - 1) * 20 }}>
                  {title}
                  {page !== null && (
                    <Text span size="sm" c="dimmed">
                      {" "}
                      {t(isDeck ? "found.onSlide" : "found.onPage", { page })}
                    </Text>
                  )}
                </li>
              ))}
            </ol>
          </details>
        )}
        {missing.length + remarks.length > 0 || wasSkipped ? (
          <Alert color="yellow" classNames={{ root: "left-out", title: "plain-text" }} title={t("found.leftOut")}>
            <List size="sm" spacing={4}>
              {wasSkipped && <List.Item>{t("found.skipped", { count: found.skippedSlides })}</List.Item>}
              {missing.map((gap) => (
                <List.Item key={gap.en}>
                  {gap[language]}
                  {gap.count > 1 && ` (${gap.count}×)`}
                  {gap.pages.length > 0 && `: ${t("found.where", { pages: gap.pages.join(", ") })}`}
                </List.Item>
              ))}
              {remarks.map((remark) => (
                <List.Item key={remark.en}>{remark[language]}</List.Item>
              ))}
            </List>
          </Alert>
        ) : (
          <Text size="sm" c="dimmed">
            {t("found.complete")}
          </Text>
        )}
      </Stack>
    </section>
  );
}
