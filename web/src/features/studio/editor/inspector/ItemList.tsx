import { ActionIcon, Button, Group, Text, Textarea } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Item } from "../../../../api/types.gen";
import { DownIcon, PlusIcon, TrashIcon, UpIcon } from "../../../../ui/icons";

interface Props {
  label: string;
  items: readonly Item[];
  /** `at` is the item that is typed into; null where items come, go or move. */
  onChange: (items: Item[], at: number | null) => void;
}

export function ItemList({ label, items, onChange }: Props) {
  const { t } = useTranslation("studio");
  const group = useRef<HTMLFieldSetElement>(null);
  /** Where the cursor goes once the field is there. */
  const focusNext = useRef<number | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the field is there once the items are
  useEffect(() => {
    if (focusNext.current === null) return;
    const field =
      group.current?.querySelectorAll<HTMLTextAreaElement>("textarea:not([aria-hidden])")[focusNext.current];
    focusNext.current = null;
    field?.focus();
    field?.select();
  }, [items]);

  function swap(at: number, other: number) {
    const changed = [...items];
    const [item] = changed.splice(at, 1);
    if (item !== undefined) changed.splice(other, 0, item);
    onChange(changed, null);
  }

  function add(at: number) {
    const { level, ordered } = items[at - 1] ?? {};
    focusNext.current = at;
    onChange([...items.slice(0, at), { text: t("project.slide.newItem"), level, ordered }, ...items.slice(at)], null);
  }

  function remove(at: number) {
    focusNext.current = Math.max(at - 1, 0);
    onChange(
      items.filter((_, place) => place !== at),
      null,
    );
  }

  return (
    <fieldset ref={group} className="editor-items">
      <Text component="legend" size="sm" fw={500}>
        {label}
      </Text>
      {items.map((item, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: items have no ids, and the field at a place shows that place
        <Group key={at} gap={2} wrap="nowrap" align="start" pl={(item.level ?? 0) * 16}>
          <Textarea
            flex={1}
            autosize
            minRows={1}
            onKeyDown={(event) => {
              if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
              event.preventDefault();
              add(at + 1);
            }}
            aria-label={t("project.slide.item", { number: at + 1 })}
            value={item.text}
            onChange={(event) => {
              const text = event.currentTarget.value;
              onChange(
                items.map((other, place) => (place === at ? { ...other, text } : other)),
                at,
              );
            }}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t("project.slide.itemUp", { number: at + 1 })}
            disabled={at === 0}
            onClick={() => swap(at, at - 1)}
          >
            <UpIcon />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t("project.slide.itemDown", { number: at + 1 })}
            disabled={at === items.length - 1}
            onClick={() => swap(at, at + 1)}
          >
            <DownIcon />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t("project.slide.itemRemove", { number: at + 1 })}
            disabled={items.length === 1}
            onClick={() => remove(at)}
          >
            <TrashIcon />
          </ActionIcon>
        </Group>
      ))}
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<PlusIcon />}
        justify="start"
        onClick={() => add(items.length)}
      >
        {t("project.slide.addItem")}
      </Button>
    </fieldset>
  );
}
