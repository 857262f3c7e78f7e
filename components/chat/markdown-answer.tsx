"use client";

import { useMemo } from "react";
import Markdown, { type Components } from "react-markdown";
import rehypeSanitize from "rehype-sanitize";
import remarkGfm from "remark-gfm";
import type { Citation } from "@/lib/graph/values";
import { CitationChip } from "./citation-chip";
import { fenced, rehypeAnswerMarks, type Span } from "./citation-marks";
import { Unsupported } from "./unsupported";

const remarkPlugins = [remarkGfm];

/**
 * An answer as formatted text. What a model writes is not trusted: HTML is not rendered, and images are never
 * fetched, since their address could carry words of a document to another server. Loaded only when needed.
 */
export function MarkdownAnswer({
  text,
  unsupported,
  citations,
  onOpen,
}: {
  text: string;
  unsupported: readonly Span[];
  citations: readonly Citation[];
  onOpen: (citation: Citation) => void;
}) {
  const components = useMemo((): Components => {
    const byNumber = new Map(citations.map((citation) => [String(citation.number), citation]));
    return {
      img: ({ alt }) => <em>{alt}</em>,
      a: ({ href, children }) => (
        <a
          href={href}
          target="_blank"
          rel="noopener noreferrer nofollow"
          className="text-accent-ink underline underline-offset-2"
        >
          {children}
        </a>
      ),
      sup: ({ node, children }) => {
        const citation = byNumber.get(String(node?.properties["data-citation"]));
        return citation ? (
          <CitationChip citation={citation} onOpen={onOpen} />
        ) : (
          <sup>{children}</sup>
        );
      },
      mark: ({ children }) => <Unsupported>{children}</Unsupported>,
      table: ({ children }) => (
        <div className="overflow-x-auto">
          <table>{children}</table>
        </div>
      ),
    };
  }, [citations, onOpen]);
  const numbers = new Set(citations.map(({ number }) => number));
  return (
    <div className="answer-text">
      <Markdown
        remarkPlugins={remarkPlugins}
        rehypePlugins={[rehypeSanitize, [rehypeAnswerMarks, { numbers }]]}
        components={components}
      >
        {fenced(text, unsupported)}
      </Markdown>
    </div>
  );
}
