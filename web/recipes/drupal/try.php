<?php
// Renders the template as Drupal does, with stand-ins for what Drupal gives it: the article on the standard input becomes a page.
require '/usr/share/php/Twig/autoload.php';

$twig = new Twig\Environment(new Twig\Loader\FilesystemLoader(__DIR__), ['strict_variables' => true, 'autoescape' => 'html']);
$twig->addFilter(new Twig\TwigFilter('without', fn($content, $field) => new Twig\Markup($content[0], 'UTF-8')));
[$title, $content] = explode("\n", stream_get_contents(STDIN), 2);
echo '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Article</title></head><body>', $twig->render('node--article.html.twig', [
  'attributes' => '', 'title_attributes' => '', 'content_attributes' => '', 'title_prefix' => '', 'title_suffix' => '', 'label' => $title,
  'content' => [$content, 'field_checks' => 'a field'], 'node' => (object) ['field_checks' => (object) ['value' => '/checks/ferry.json']],
]), '</body></html>';
