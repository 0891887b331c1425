import { TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { FormDialog } from "./FormDialog";

interface Props {
  title: string;
  deed: string;
  /** Of the field for the name. */
  label: string;
  /** Makes what is called so, and leads to it. */
  make: (name: string) => Promise<void>;
  onClose: () => void;
  /** Fields after the name. */
  children?: ReactNode;
}

/** A dialog that asks what something new is called. */
export function NewDialog({ title, deed, label, make, onClose, children }: Props) {
  const [name, setName] = useState("");
  const making = useMutation({ mutationFn: make });
  return (
    <FormDialog
      title={title}
      deed={deed}
      submit={() => making.mutate(name)}
      onClose={onClose}
      isBusy={making.isPending}
      isReady={name.trim() !== ""}
      error={making.error}
    >
      <TextInput
        label={label}
        value={name}
        maxLength={200}
        required
        data-autofocus
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {children}
    </FormDialog>
  );
}
