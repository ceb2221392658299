"""What the pages show of a graph: each module gathers one page's content as plain records, none makes HTML tags."""
