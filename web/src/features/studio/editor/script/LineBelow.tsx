import type { Line, SceneId } from "../doc/document";
import { useEditorState, useView } from "../store";
import { LineDetails } from "./LineDetails";
import { LineFindings } from "./LineFindings";
import { LineFooter } from "./LineFooter";

interface Props {
  sceneId: SceneId;
  line: Line;
  place: number;
}

/** What is to be known of a sentence, below its field: what its document says otherwise, where it is from, how long it is. */
export function LineBelow({ sceneId, line, place }: Props) {
  const hasDocument = useEditorState((state) => state.project.document_version_id !== null);
  const isReadOnly = useEditorState((state) => state.readOnly !== null);
  const hasDetails = useView((view) => view.details === line.id) && !isReadOnly;
  return (
    <>
      {hasDocument && <LineFindings sceneId={sceneId} line={line} />}
      <LineFooter sceneId={sceneId} line={line} place={place} />
      {hasDetails && <LineDetails sceneId={sceneId} line={line} place={place} />}
    </>
  );
}
