import { NotFoundPage } from "@/components/shell/not-found-page";

export default function NotFound() {
  return (
    <main id="main" className="min-h-dvh">
      <NotFoundPage />
    </main>
  );
}
