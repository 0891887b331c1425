import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { type InterfaceLanguage, speak } from "../lib/i18n";
import { MoonIcon, SunIcon } from "./icons";

/**
 * The language and the colours of the page, for everybody, signed in or not. Named by `title`: the widget for tooltips
 * would be a tenth of all that the sign-in page loads.
 */
export function Switches() {
  const { t, i18n } = useTranslation();
  const { setColorScheme } = useMantineColorScheme();
  const isDark = useComputedColorScheme("light") === "dark";
  const other: InterfaceLanguage = i18n.language === "en" ? "pt-BR" : "en";
  const scheme = isDark ? t("switches.light") : t("switches.dark");
  const language = t("switches.language");
  return (
    <>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={language}
        title={language}
        onClick={() => void speak(other)}
      >
        <span lang={other} style={{ fontSize: 13, fontWeight: 650 }}>
          {other === "en" ? "EN" : "PT"}
        </span>
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={scheme}
        title={scheme}
        onClick={() => setColorScheme(isDark ? "light" : "dark")}
      >
        {isDark ? <SunIcon /> : <MoonIcon />}
      </ActionIcon>
    </>
  );
}
