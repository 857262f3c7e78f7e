import { chatPagePolicy } from "@/lib/config/content-security-policy";
import { locale } from "@/lib/i18n/locale";
import { translator } from "@/lib/i18n/translator";

interface RouteContext {
  params: Promise<{ publication: string }>;
}

interface Hosted {
  /** Folder of its address. */
  readonly path: "chat" | "form";
  /** File of the widget's build that draws it. */
  readonly script: string;
}

/**
 * A publication as a page: nothing but the element that the widget's own build draws into, so that visitors load
 * none of the product's scripts. The same for every publication, known or not; who may see what, the session says.
 */
export function hostedPage({ path, script }: Hosted) {
  return async (_: Request, { params }: RouteContext): Promise<Response> => {
    const { publication } = await params;
    // Goes into the page as it is: letters that mean nothing to HTML.
    if (!/^[\w-]{1,100}$/.test(publication)) return new Response(null, { status: 404 });
    return new Response(html(`/${path}/${publication}`, { publication, script }), {
      headers: {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Security-Policy": chatPagePolicy(),
        "Cache-Control": "private, no-cache",
        "X-Robots-Tag": "noindex",
      },
    });
  };
}

function html(address: string, { publication, script }: { publication: string; script: string }) {
  const t = translator("chatPage");
  const signIn = `/sign-in?next=${encodeURIComponent(address)}`;
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content">
<meta name="color-scheme" content="light dark">
<title>${t("title")}</title>
<link rel="icon" href="data:,">
<script type="module" src="/widget/${script}"></script>
</head>
<body>
<div data-publication="${publication}" data-sign-in="${signIn}"></div>
<noscript>${t("needsScript")}</noscript>
</body>
</html>
`;
}
