import { changeProject, renameDocument } from "../../api/sdk.gen";
import { ifMatch } from "./versions";

interface Known {
  id: string;
  version: number;
}

export function renameProject({ id, version }: Known, title: string) {
  return changeProject({ path: { project_id: id }, headers: ifMatch(version), body: { title }, throwOnError: true });
}

export function renameKeptDocument({ id, version }: Known, name: string) {
  return renameDocument({ path: { document_id: id }, headers: ifMatch(version), body: { name }, throwOnError: true });
}
