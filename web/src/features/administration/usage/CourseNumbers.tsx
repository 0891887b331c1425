import { queryOptions, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { getStatisticsOfScenes } from "../../../api/sdk.gen";
import { clock } from "../../../lib/time";
import { Card } from "../../../ui/Card";
import { Trouble } from "../../../ui/Trouble";

const numbersQuery = queryOptions({
  queryKey: ["scene-numbers"],
  queryFn: async ({ signal }) => (await getStatisticsOfScenes({ signal, throwOnError: true })).data,
});
const MOST = 10;

/** What the organisation has made, in numbers. */
export function CourseNumbers() {
  const { t, i18n } = useTranslation("administration");
  const { data, error } = useQuery(numbersQuery);
  const number = (value: number) => new Intl.NumberFormat(i18n.language).format(value);
  if (data === undefined) return <Trouble error={error} />;
  const numbers: [string, string][] = [
    ["projects", number(data.projects)],
    ["scenes", number(data.scenes)],
    ["words", number(data.speech.words)],
    ["speech", clock(data.speech.estimated_ms)],
    ["openThreads", number(data.open_threads)],
    ["resolvedThreads", number(data.resolved_threads)],
  ];
  return (
    <Card title={t("numbers.title")}>
      <dl className="numbers">
        {numbers.map(([name, value]) => (
          <div key={name}>
            <dt>{t(`numbers.${name}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {data.largest_projects.length > 0 && (
        <table className="changes">
          <caption className="table-caption">{t("numbers.largest")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("numbers.course")}</th>
              <th scope="col">{t("numbers.scenes")}</th>
              <th scope="col">{t("numbers.openThreads")}</th>
            </tr>
          </thead>
          <tbody>
            {data.largest_projects.slice(0, MOST).map((project) => (
              <tr key={project.project_id}>
                <td>
                  <Link to="/projects/$projectId" params={{ projectId: project.project_id }} className="plain-link">
                    {project.title}
                  </Link>
                </td>
                <td>{number(project.scenes)}</td>
                <td>{number(project.open_threads)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {data.looks.length > 0 && (
        <table className="changes">
          <caption className="table-caption">{t("numbers.looks")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("numbers.template")}</th>
              <th scope="col">{t("numbers.projects")}</th>
              <th scope="col">{t("numbers.scenes")}</th>
            </tr>
          </thead>
          <tbody>
            {data.looks.map((look) => (
              <tr key={`${look.look}/${look.template_id}`}>
                <td>{look.template_name ?? t(`looks.${look.look}`)}</td>
                <td>{number(look.projects)}</td>
                <td>{number(look.scenes)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Card>
  );
}
