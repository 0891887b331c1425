export default function NewCoursePage() {
  return null;
}
