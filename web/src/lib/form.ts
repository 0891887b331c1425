import { type UseFormReturnType, useForm } from "@mantine/form";
import { useState } from "react";
import { ApiError } from "./http";

type Texts = Record<string, string>;

interface ServerForm<Values extends Texts> {
  form: UseFormReturnType<Values>;
  /** Why the last try failed, where no field is at fault. */
  error: unknown;
  isBusy: boolean;
  submit: (event?: React.FormEvent<HTMLFormElement>) => void;
}

/** A form whose fields show what the server says about them. `send` is called with what was typed. */
export function useServerForm<Values extends Texts>(
  initialValues: Values,
  send: (values: Values) => Promise<void>,
): ServerForm<Values> {
  const form = useForm<Values>({ mode: "controlled", initialValues });
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);

  async function run(values: Values) {
    setBusy(true);
    setError(null);
    try {
      await send(values);
    } catch (failure) {
      const known = failure instanceof ApiError ? [...failure.fields].filter(([name]) => name in values) : [];
      if (known.length > 0) form.setErrors(Object.fromEntries(known));
      else setError(failure);
    } finally {
      setBusy(false);
    }
  }
  return { form, error, isBusy, submit: form.onSubmit((values) => void run(values)) };
}
